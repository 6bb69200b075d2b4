"""What is written for people: typography, numbers, folding, cells of a spreadsheet."""
