"""What a confined child may try; run by test_confined.py inside the child."""

import json
import os
import time

from marketplace.core.confined import Unfit


def echo(payload):
    return payload


def refuse(payload):
    raise Unfit("rotten")


def eat_memory(payload):
    return bytes(600 * 1024 * 1024)


def spin(payload):
    while True:
        pass


def sleep(payload):
    time.sleep(60)


def talk(payload):
    return bytes(65 * 1024 * 1024)


def environment(payload):
    return json.dumps(dict(os.environ)).encode()


def chatter(payload):
    print("a library says hello")
    return b"answer"


def stumble(payload):
    return bytes(1 // 0)
