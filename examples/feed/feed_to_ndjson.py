# SPDX-License-Identifier: Apache-2.0
"""feed_to_ndjson.py FEED.xml: the items of an RSS 2.0 feed as articles for dragoman, a line of JSON each."""
import email.utils
import json
import sys
import xml.etree.ElementTree as tree


def articles(path):
    for item in tree.parse(path).iter("item"):
        text = (item.findtext("description") or "").strip()
        if not text:
            continue
        article = {"id": item.findtext("guid"), "title": item.findtext("title"), "text": text}
        date = item.findtext("pubDate")
        if date:
            article["published"] = email.utils.parsedate_to_datetime(date).date().isoformat()
        yield {name: value for name, value in article.items() if value}


for article in articles(sys.argv[1]):
    print(json.dumps(article, ensure_ascii=False))
