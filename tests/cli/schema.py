#!/usr/bin/env python3
"""Compares the JSON Schema of ingot.yaml with the command that reads it.

usage: schema.py INGOT SCHEMA MODE [FILE...]

MODE is `files`, `values` or `page`. Prints a line for each disagreement, and last how many
documents both have judged.

A document is read as YAML 1.2 has it (its core schema), as editors do.
"""
import json
import os
import re
import subprocess
import sys

import jsonschema
import yaml

# What a schema cannot tell, by what the command says of it: whether something is there,
# and what two values mean together.
BEYOND = re.compile(
    r"not found|this is a workspace|excludes every LLVM|are of one language"
    r"|unknown built-in target|the project lies in it|a step needs a program"
    r"|cannot be the output of a step|both be files|made twice")


# PyYAML alone refuses a tab before a comment.
TAB = re.compile(r"\t+#")


class Core(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


for tag, pattern, first in (
        ("bool", r"^(true|false)$", "tf"),
        ("null", r"^(null|~|)$", ["n", "~", ""]),
        ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
        ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "-+.0123456789")):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def with_texts_as_keys(value):
    if isinstance(value, dict):
        return {str(key): with_texts_as_keys(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_texts_as_keys(inner) for inner in value]
    return value


class Judges:
    def __init__(self, ingot, schema):
        self.ingot = ingot
        with open(schema, encoding="utf-8") as file:
            self.schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(self.schema)
        self.validator = jsonschema.Draft7Validator(self.schema)
        self.count = self.taken = 0

    def allows(self, text):
        return self.validator.is_valid(with_texts_as_keys(yaml.load(TAB.sub(" #", text), Loader=Core)))

    def compare(self, name, text, message):
        """message: what the command says of the document; empty: it takes it."""
        self.count += 1
        self.taken += not message
        allowed = self.allows(text)
        if not message and not allowed:
            print(f"{name}: taken, but refused by the schema:\n{text}")
        if message and allowed and not BEYOND.search(message):
            print(f"{name}: allowed by the schema, but refused:\n{text}\n{message}")

    def ask(self, name, text):
        with open("ingot.yaml", "w", encoding="utf-8") as file:
            file.write(text)
        self.compare(name, text, self.read(["clean", "-n"]))

    def ask_workspace(self, name, text):
        """The same of a workspace, by a project in it."""
        os.makedirs("workspace/project", exist_ok=True)
        open("workspace/project/ingot.yaml", "w", encoding="utf-8").close()
        with open("workspace/ingot.yaml", "w", encoding="utf-8") as file:
            file.write("workspace: true\n" + text)
        self.compare(name, "workspace: true\n" + text,
                     self.read(["-C", "workspace/project", "clean", "-n"]))

    def read(self, words):
        done = subprocess.run([self.ingot] + words, capture_output=True, text=True, check=False)
        return done.stderr if done.returncode else ""


VALUES = ["true", "~", "1", "1.5", "text", '""', "[]", "[text]", "[true]", "[[text]]", "{}",
          "{ a: [b] }"]
# Of single keys.
MORE = {"toolchain.llvm": ['">=18 <99"', '">= 18"', "19.1", '"19."', '">=18,<99"'],
        "modules.name": ['"a/b"'], "flags": ["{ a: [[b]] }"], "symbols": ['"true"'],
        "image.modules": ["[{ a: b }]", "[{ name: b }]", "[{ path: a, name: b }]"],
        "image.cmdline": ['"a\\nb"', '"two words"'], "run.command": ['["{}"]', '[a, "x={}"]'],
        "steps": ["[{ run: [a] }]", "[{ outputs: [a] }]", "[{ run: [a], outputs: [b] }]"],
        "name": ['"two words"', "-1", "-a"], "defines": ['["a=b c"]', "[1a]", "[a b]"],
        "cflags": ['["a\\tb"]'], "run.args": ['["a\\tb"]'],
        "test.timeout": ["0", "-1", "86400", "86401"],
        "test.success-exit-code": ["0", "-1", "255", "256"]}


def words_of(schema):
    """The words that the schema has for a key."""
    found = list(schema.get("enum", []))
    for inner in schema.get("anyOf", []) + ([schema["items"]] if "items" in schema else []):
        found += words_of(inner)
    return found


def documents(schema):
    """Names, and documents with %s for a value, of every key; and the key's words, or None
    if there is no such key."""
    for key, inner in schema["properties"].items():
        yield key, f"{key}: %s\n", words_of(inner)
        for below, its in inner.get("properties", {}).items():
            yield f"{key}.{below}", f"{key}: {{ {below}: %s }}\n", words_of(its)
    yield "modules.path", "image: { modules: [{ path: %s }] }\n", []
    yield "modules.name", "image: { modules: [{ path: a, name: %s }] }\n", []
    yield "modules.other", "image: { modules: [{ path: a, nam: %s }] }\n", None
    yield "steps.run", "steps: [{ run: %s, outputs: [a] }]\n", []
    yield "steps.inputs", "steps: [{ run: [a], outputs: [a], inputs: %s }]\n", []
    yield "steps.outputs", "steps: [{ run: [a], outputs: %s }]\n", []
    yield "steps.other", "steps: [{ run: [a], outputs: [a], output: %s }]\n", None
    for key in schema["properties"]:
        yield f"{key}s", f"{key}s: %s\n", None
        yield f"image.{key}s", f"image: {{ {key}s: %s }}\n", None


def compare_values(judges):
    for name, document, words in documents(judges.schema):
        values = VALUES + MORE.get(name, []) if words is not None else VALUES[:1]
        for word in words or []:
            values = values + [word, f"[{word}]"]
        for word in words[:1] if words else []:
            values = values + [f"{word}x", f"[{word}x]", word.upper(), f"[{word}, 1]"]
        for value in values:
            judges.ask(name, document % value)


def compare_workspaces(judges):
    for name, document, words in documents(judges.schema):
        if words is None or name == "workspace":
            continue
        value = {"steps": MORE["steps"][-1], "flags": "{ a: [b] }"}.get(
            name, f"[{words[0]}]" if words else "[text]")
        judges.ask_workspace(f"workspace.{name}", document % value)


def compare_page(judges, path):
    """The examples of the page, which are all good, and the errors that it shows."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    for text in re.findall(r"^```yaml\n(.*?)^```$", page, re.S | re.M):
        judges.compare("example", text, "")
    for message, line in re.findall(
            r"^```text\n(ingot\.yaml:\d.*?\n {4}1 \| (.*?)\n.*?)^```$", page, re.S | re.M):
        judges.compare("error", line, message)


def main():
    judges = Judges(sys.argv[1], sys.argv[2])
    mode, files = sys.argv[3], sys.argv[4:]
    if mode == "files":
        for path in files:
            with open(path, encoding="utf-8") as file:
                judges.compare(path, file.read(), "")
    elif mode == "page":
        compare_page(judges, files[0])
    else:
        compare_values(judges)
        compare_workspaces(judges)
    print(f"{judges.count} documents, {judges.taken} of them good")


main()
