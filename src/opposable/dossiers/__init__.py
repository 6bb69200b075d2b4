"""The life of a file as pure values: acts, rights, time limits, journal, letters, renewals.

Every act is `(dossier, acte, jour, cadre) -> dossier`, or a `DossierError`. Nothing here knows
a database, a clock, a file or chance: the day is an argument, the file is a value.
"""
