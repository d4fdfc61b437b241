"""OpenSearch as the engine: one index on a cluster for several web machines. docs/cluster.md is for its operators."""
