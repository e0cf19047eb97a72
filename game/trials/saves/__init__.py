"""Saves under a failing disk: every call may fail, power may go at any byte, a process may be killed at any time."""
