"""Tests of the two routes between JSON and models."""
