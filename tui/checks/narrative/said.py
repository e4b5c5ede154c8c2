"""What a number says: topics, roles and columns are the tags of the lexicon."""

from typing import NamedTuple

from .lexicon import words
from .reading import Token

FLOWS = frozenset(("received", "handled", "processed", "carried_in", "carried_out", "carried"))
"""Roles of applications that are no outcomes."""

REMEDIES = frozenset(("reconsideration", "litigation", "remedies"))
REMEDY_ROLES = frozenset(("upheld", "corrected", "remedy_other", "pending", "direct", "after"))
DOCUMENTS = frozenset(("regulations", "normative_documents"))
DOCUMENT_ROLES = frozenset(("issued", "repealed", "in_force", "disclosed"))
DECISIONS = frozenset(("licensing", "penalties", "coercion"))
BODIES = ("business", "research", "nonprofit", "legal_service", "other")
"""The columns of applicants that are no natural persons."""

OUTCOMES = words(
    """
    granted partly_granted denied unavailable refused other absent not_ours denied_state_secret
    denied_prohibited_by_law denied_safety_and_stability denied_third_party_rights
    denied_internal_affairs denied_deliberative denied_enforcement_file denied_registry_inquiry
    unavailable_not_held unavailable_needs_creation unavailable_still_unclear refused_petition
    refused_repeat refused_published refused_excessive refused_reconfirmation
    other_not_supplemented other_fee_unpaid
    """
)
BARE = frozenset(("granted_bare", "other_bare"))
"""公开 and 其他 say an outcome only beside another one."""


class Said(NamedTuple):
    """One number and what it is said of. ``quiet`` says why it is not to be compared."""

    token: Token
    topics: tuple[str, ...]
    roles: tuple[str, ...]
    columns: tuple[str, ...]
    quiet: str
    start: int
    """Where its clause begins."""
    said_topic: bool
    """The topic stands in the sentence, not only in the heading of the text."""
