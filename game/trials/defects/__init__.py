"""Small defects put into the code on purpose, one at a time: would the tests notice?"""
