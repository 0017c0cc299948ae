// Steps of conditions, loops and cases.
import type { Wait } from '../../os/table.ts';
import { expandFields, expandPattern, expandText } from '../expand.ts';
import { expanded } from '../expanding.ts';
import { matches } from '../pattern.ts';
import type { ShellRun } from '../run.ts';
import type { Frame } from '../state.ts';
import type { NodeOf } from '../syntax.ts';

type Outcome = Wait | undefined;

export function condition(run: ShellRun, frame: Frame, node: NodeOf<'if'>): Outcome {
  if (frame.step++ === 0) {
    run.push(frame.script, node.condition);
    return undefined;
  }
  run.pop();
  const next = run.shell.status === 0 ? node.then : node.otherwise;
  if (next) run.push(frame.script, next);
  else run.shell.status = 0;
  return undefined;
}

export function loop(run: ShellRun, frame: Frame, node: NodeOf<'loop'>): Outcome {
  const { shell } = run;
  switch (frame.step) {
    case 0:
      frame.step = 1;
      run.push(frame.script, node.condition);
      return undefined;
    case 1:
      if ((shell.status === 0) === node.until) {
        shell.status = frame.status ?? 0;
        run.pop();
      } else {
        frame.step = 2;
        run.push(frame.script, node.body);
      }
      return undefined;
    default:
      frame.status = shell.status;
      frame.step = 0;
      return undefined;
  }
}

export function forLoop(run: ShellRun, frame: Frame, node: NodeOf<'for'>): Outcome {
  if (!frame.words) {
    const { words } = node;
    if (!words) frame.words = run.shell.args;
    else {
      return expanded(
        run,
        frame,
        (scope) => expandFields(words, scope),
        (fields) => {
          frame.words = fields;
          return undefined;
        },
      );
    }
  }
  const word = frame.words[frame.step];
  if (word === undefined) {
    if (frame.step === 0) run.shell.status = 0;
    run.pop();
    return undefined;
  }
  frame.step++;
  run.shell.vars[node.name] = word;
  run.push(frame.script, node.body);
  return undefined;
}

export function caseOf(run: ShellRun, frame: Frame, node: NodeOf<'case'>): Outcome {
  return expanded(
    run,
    frame,
    (scope) => {
      const text = expandText(node.word, scope);
      return node.branches.find(({ patterns }) => patterns.some((each) => matches(expandPattern(each, scope), text)));
    },
    (branch) => {
      run.pop();
      run.shell.status = 0;
      if (branch) run.push(frame.script, branch.body);
      return undefined;
    },
  );
}
