"""Set up, run and test the suite on a bare machine.

Only the standard library is used: this code runs before anything is installed.
"""
