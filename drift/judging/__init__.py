"""Pairs of texts -> drifts: rules, network, combination, policy, evidence. docs/judgement.md tells the order."""
