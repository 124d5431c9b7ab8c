"""Marking: what an exercise is, how its cases are made, and what an answer is worth.

The map, from the data up:

    exercise  one exercise as its author writes it: oracle, trials, misconceptions, variants
    sources   the text of right and wrong answers, and functions made from it
    compiled  an exercise with inputs drawn: visible checks to ship, hidden cases to grade with
    secret    the course's own secret, from which hidden inputs are drawn
    samples   every kind of answer to an exercise: for the matrix, the demo class, the tests
    score     what an answer is worth
    matrix    the kill matrix: which answers lose which marks, and what they are told

The door that graded cells call, ``bngrader.grade``, stands above this package and `exercises`.
"""
