"""Figures: a year of offers and job seekers, read, placed, every doubt named."""
