"""A cluster of OpenSearch on this machine, made of what a Maven repository has; see cluster.py."""
