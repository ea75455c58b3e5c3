# SPDX-License-Identifier: Apache-2.0
"""Names of what the service takes and gives. Made from openapi.yaml by make_types.py; do not edit."""
from __future__ import annotations

from typing import Any, Dict, List, Literal, TypedDict


class PairSpan(TypedDict):
    """Half-open, in the unit of `offsets`; holds at least one word"""
    start: int
    end: int


class _Pair(TypedDict):
    text: str
    source: PairSpan
    target: PairSpan


class Pair(_Pair, total=False):
    id: str
    offsets: OffsetUnit


class PairTypesTypesItem(TypedDict):
    type: EventType
    score: float


class _PairTypes(TypedDict):
    types: List[PairTypesTypesItem]


class PairTypes(_PairTypes, total=False):
    id: str


class _ExtractRequest(TypedDict):
    text: str


class ExtractRequest(_ExtractRequest, total=False):
    title: str
    published: str
    id: str
    options: Options


class Options(TypedDict, total=False):
    offsets: OffsetUnit
    include: List[Part]
    min_confidence: float
    explain: bool
    labels: Labels
    knowledge: str


class _Reply(TypedDict):
    id: str
    status: Literal['complete']
    document: Document
    engine: Engine
    warnings: List[Warning]


class Reply(_Reply, total=False):
    sentences: List[Sentence]
    entities: List[Entity]
    relations: List[Relation]
    events: List[Event]
    near_misses: List[NearMiss]
    quotes: List[Quote]


class _Document(TypedDict):
    sentences: int
    tokens: int
    digest: Digest


class Document(_Document, total=False):
    published: str
    language: str


class _Engine(TypedDict):
    version: str
    model: str
    knowledge: Digest
    ontology: str


class Engine(_Engine, total=False):
    labels: Labels


class Sentence(TypedDict):
    start: Offset
    end: Offset
    text: Slice
    paragraph: int
    kind: Literal['body', 'headline', 'byline', 'list_item', 'boilerplate']


class _Entity(TypedDict):
    id: EntityId
    type: Literal['PERSON', 'ORGANIZATION', 'GPE', 'LOCATION', 'FACILITY', 'NORP', 'EVENT', 'MISC']
    name: str
    confidence: Confidence
    mentions: List[Mention]


class Entity(_Entity, total=False):
    country: Country
    office: Office
    sectors: List[Sector]
    actor_code: str
    latitude: Latitude
    longitude: Longitude
    coordinates_of: str
    ids: Ids
    candidates: List[PlaceCandidate]
    members: List[EntityId]
    explain: Explanation


class _PlaceCandidate(TypedDict):
    name: str
    score: float


class PlaceCandidate(_PlaceCandidate, total=False):
    country: Country
    latitude: Latitude
    longitude: Longitude
    ids: Ids


class Ids(TypedDict, total=False):
    geonames: str
    wikidata: str


class _Office(TypedDict):
    title: str


class Office(_Office, total=False):
    basis: Literal['text', 'table', 'inferred', 'published']
    former: bool


class _Mention(TypedDict):
    start: Offset
    end: Offset
    text: Slice
    kind: Literal['name', 'nominal', 'pronoun']
    sentence: SentenceNumber


class Mention(_Mention, total=False):
    explain: Explanation


class _Reason(TypedDict):
    what: str
    rule: str


class Reason(_Reason, total=False):
    score: float
    runner_up: str
    runner_up_score: float


class _Relation(TypedDict):
    id: str
    type: Literal['HOLDS_POSITION', 'MEMBER_OF', 'PART_OF', 'LOCATED_IN', 'KINSHIP', 'ALLY_OF', 'OPPONENT_OF']
    subject: EntityId
    confidence: Confidence
    evidence: Evidence


class Relation(_Relation, total=False):
    object: EntityId
    label: str
    explain: Explanation


class Evidence(TypedDict):
    start: Offset
    end: Offset
    text: Slice
    sentence: SentenceNumber


class _Event(TypedDict):
    id: EventId
    type: EventLabel
    quad_class: int
    goldstein: float
    intensity: float
    tense: Literal['past', 'ongoing', 'future', 'hypothetical']
    negated: bool
    source: List[Party]
    target: List[Party]
    mentions: List[Evidence]
    confidence: Confidence
    fingerprint: str


class Event(_Event, total=False):
    mode: str
    contexts: List[str]
    cameo: str
    attribution: Attribution
    place: Place
    date: DateInterval
    recap: bool
    about: List[EventId]
    explain: Explanation


class _NearMiss(TypedDict):
    type: EventLabel
    start: Offset
    end: Offset
    text: Slice
    sentence: SentenceNumber
    score: float
    reason: Literal['below_threshold', 'no_party', 'in_complement', 'negated', 'hypothetical', 'quoted', 'not_body', 'other_type', 'merged', 'below_min_confidence']


class NearMiss(_NearMiss, total=False):
    other_type: EventLabel
    event: EventId


class Attribution(TypedDict, total=False):
    """According to whom; an entity, or only the words"""
    speaker: EntityId
    start: Offset
    end: Offset
    text: Slice


class Party(TypedDict, total=False):
    """An actor on one side; an entity, or described by words, with what is known of it"""
    entity: EntityId
    start: Offset
    end: Offset
    text: Slice
    country: Country
    sectors: List[Sector]
    actor_code: str
    implied: bool


class _Place(TypedDict):
    name: str
    basis: Literal['stated', 'nearby', 'dateline', 'party', 'article']
    confidence: Confidence


class Place(_Place, total=False):
    entity: EntityId
    country: Country
    latitude: Latitude
    longitude: Longitude


class _DateInterval(TypedDict):
    basis: Literal['stated', 'inferred', 'published', 'nearby', 'dateline', 'article', 'reported']
    confidence: Confidence


class DateInterval(_DateInterval, total=False):
    """Both days belong to it"""
    start: str
    end: str
    text: Slice


class _Quote(TypedDict):
    start: Offset
    end: Offset
    text: Slice
    sentence: SentenceNumber
    direct: bool
    confidence: Confidence


class Quote(_Quote, total=False):
    speaker: EntityId
    attribution: Attribution
    cue: str
    explain: Explanation


class _Warning(TypedDict):
    code: str


class Warning(_Warning, total=False):
    detail: str
    start: Offset
    end: Offset


class _Problem(TypedDict):
    type: str
    title: str
    status: int
    code: ProblemCode
    detail: str


class Problem(_Problem, total=False):
    request_id: str
    line: int
    column: int
    offset: int
    errors: List[FieldError]


class _FieldError(TypedDict):
    detail: str


class FieldError(_FieldError, total=False):
    pointer: str
    parameter: str


class Health(TypedDict):
    status: Literal['ok']


class LineProblem(TypedDict):
    """What became of a line of a batch that failed"""
    id: str
    status: Literal['error']
    problem: Problem


class _HypnosRequest(TypedDict):
    text: str


class HypnosRequest(_HypnosRequest, total=False):
    id: str
    date: str


class HypnosReplyValueMeta(TypedDict, total=False):
    date: str


class HypnosReplyValueSentsValue(TypedDict):
    content: str
    events: List[List[str]]
    issues: List[Any]


class HypnosReplyValue(TypedDict):
    meta: HypnosReplyValueMeta
    sents: Dict[str, HypnosReplyValueSentsValue]


class _Info(TypedDict):
    service: str
    version: str
    model: str
    model_restricted: List[str]
    knowledge: Digest
    ontology: str
    languages: List[str]
    limits: Limits


class Info(_Info, total=False):
    workers: int


class _Limits(TypedDict):
    batch_bytes: int
    batch_lines: int
    body_bytes: int
    text_bytes: int
    json_depth: int
    json_tokens: int


class Limits(_Limits, total=False):
    connections: int
    queue: int
    head_deadline_ms: int
    body_deadline_ms: int
    queue_deadline_ms: int
    work_deadline_ms: int


class Ontology(TypedDict):
    ontology: str
    knowledge: Digest
    types: List[OntologyType]
    modes: List[OntologyMode]
    contexts: List[OntologyContext]
    sectors: List[OntologySector]
    cameo: List[OntologyCameo]
    aliases: List[OntologyAlias]
    topics: List[OntologyTopic]
    refinements: List[OntologyRefinement]


class _OntologyTopic(TypedDict):
    topic: str
    words: List[str]


class OntologyTopic(_OntologyTopic, total=False):
    """What an act is about, told by words beside its trigger or by a context"""
    contexts: List[str]


class _OntologyRefinement(TypedDict):
    code: str
    into: str


class OntologyRefinement(_OntologyRefinement, total=False):
    """From a general CAMEO code to a special one where all that the row names holds; the first row of a code that holds counts"""
    mode: str
    topics: List[str]
    triggers: List[str]
    doer: List[Sector]
    receiver: List[Sector]
    note: str


class _OntologyType(TypedDict):
    type: EventType
    quad_class: int
    score: float
    definition: str


class OntologyType(_OntologyType, total=False):
    score_2022: float
    recipient_required: bool
    example: str


class _OntologyMode(TypedDict):
    type: EventType
    mode: str
    definition: str


class OntologyMode(_OntologyMode, total=False):
    score: float


class OntologyContext(TypedDict):
    context: str
    definition: str


class _OntologySector(TypedDict):
    sector: Sector
    definition: str


class OntologySector(_OntologySector, total=False):
    rank: int
    kind: str


class _OntologyCameo(TypedDict):
    code: str
    name: str
    root: str
    definition: str


class OntologyCameo(_OntologyCameo, total=False):
    goldstein: float
    goldstein_source: str
    quad_class: int
    plover_type: str
    plover_mode: str
    plover_contexts: List[str]


class _OntologyAlias(TypedDict):
    scheme: str
    name: str


class OntologyAlias(_OntologyAlias, total=False):
    type: str
    mode: str
    roots: List[str]
    quad_class: int
    context: str
    note: str


Confidence = float
Country = str
Digest = str
EntityId = str
EventId = str
EventLabel = Literal['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT', 'DEMAND', 'DISAPPROVE', 'INVESTIGATE', 'FIGHT', 'YIELD']
EventType = Literal['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT']
Explanation = List[Reason]
HypnosReply = Dict[str, HypnosReplyValue]
Labels = Literal['plover-2.0', 'plover-2018', 'plover-2016', 'pairs-15']
Latitude = float
Longitude = float
Offset = int
OffsetUnit = Literal['codepoint', 'byte', 'utf16']
Part = Literal['entities', 'relations', 'events', 'quotes', 'sentences']
ProblemCode = Literal['bad_request', 'invalid_json', 'duplicate_field', 'json_too_complex', 'invalid_utf8', 'invalid_gzip', 'unauthorized', 'forbidden', 'not_found', 'method_not_allowed', 'not_acceptable', 'request_timeout', 'length_required', 'body_too_large', 'text_too_large', 'reply_too_large', 'too_many_lines', 'uri_too_long', 'unsupported_media_type', 'expectation_failed', 'unknown_field', 'missing_field', 'invalid_field', 'invalid_knowledge', 'empty_text', 'nul_in_text', 'spans_too_far_apart', 'rate_limited', 'header_too_large', 'internal_error', 'no_model', 'overloaded', 'deadline_exceeded', 'out_of_memory', 'shutting_down', 'not_ready', 'http_version']
Sector = str
SentenceNumber = int
Slice = str
