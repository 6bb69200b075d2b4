"""What every public service owes: errors, footer pages, health, guide."""
