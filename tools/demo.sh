#!/usr/bin/env bash
# The main job on the sample reports: build a store, ask who disputes the strike of 17 March 2017.
set -eu
cd "$(dirname "$0")/.."
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
[ -t 1 ] || export COLUMNS="${COLUMNS:-120}"  # in a log a table may be wide

echo "The sample reports in data/articles become a graph ..." >&2
kg build data/articles --store "$store/kg"
echo >&2
echo "Who disputes the attribution of the strike of 17 March 2017 in Mosul?" >&2
kg query who-disputes -p incident=2017-03-17@mosul --store "$store/kg" -f table
