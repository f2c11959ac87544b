"""Measurements that stand behind what the documentation claims."""
