"""Values of the contract that the rules name."""

INTRODUCTION = "introduction"
CHANGEMENT_STATUT = "changement_statut"
RENOUVELLEMENT = "renouvellement"
