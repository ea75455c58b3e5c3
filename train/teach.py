# SPDX-License-Identifier: Apache-2.0
"""Learning from the scores of an engine that is trained already (Hinton et al. 2015).

A teacher reads the same batch and tells its probabilities of the word heads, on every word: names,
triggers and quotes also in texts that nobody annotated with them.
"""

import torch


def distance(scores, wanted):
    """Mean cross entropy against the teacher's probabilities, over the words of the batch."""
    loss = -(wanted.float().softmax(-1) * scores.float().log_softmax(-1)).sum(-1)
    return loss.mean()


class Teacher:
    def __init__(self, model):
        self.model = model.eval()
        for p in model.parameters():
            p.requires_grad_(False)

    def losses(self, b, scores):
        """{name': distance}; `scores`: of the learner, by head."""
        with torch.no_grad():
            _, final = self.model.encode(b)
            words = final.reshape(-1, self.model.c.width)[b["word_piece"]]
            wanted = {k: getattr(self.model, f"head_{k}")(words) for k in scores}
        out = {f"{k}'": distance(scores[k], wanted[k]) for k in ("upos", "names", "triggers")}
        rows = lambda t: t.reshape(-1, 3)
        out["quotes'"] = distance(rows(scores["quotes"]), rows(wanted["quotes"]))
        return out
