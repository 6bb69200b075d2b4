"""Values of the contract that the rules name."""

INTRODUCTION = "introduction"
CHANGEMENT_STATUT = "changement_statut"
PROJET = "projet"
RENOUVELLEMENT = "renouvellement"
AUTRE_CODE = "*"
"""Stands for any code that no list names; `*id`, for one of a further nomenclature."""
