"""The text of a script's file."""
import json


def script_text(script):
    """JSON with an operation a line, so that it can be read."""
    tasks = ',\n'.join(
        f'    {json.dumps(name)}: [\n'
        + ',\n'.join(f'      {json.dumps(operation)}' for operation in operations)
        + '\n    ]' for name, operations in script['tasks'].items())
    return (f'{{\n  "objects": {json.dumps(script["objects"])},\n'
            f'  "tasks": {{\n{tasks}\n  }}\n}}\n')
