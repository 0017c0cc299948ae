// The commands of the recorder that do something to a machine as a whole.
import type { EngineInput } from '../../../preload/contract/inputs.ts';

const INPUTS: Readonly<Record<string, (node: string) => EngineInput>> = {
  'node-freeze': (node) => ({ type: 'kubelet-freeze', node, on: true }),
  'node-resume': (node) => ({ type: 'kubelet-freeze', node, on: false }),
  'node-off': (node) => ({ type: 'node-power', node, on: false }),
  // Its runtime was a program that remembers nothing.
  'node-on': (node) => ({ type: 'node-power', node, on: true, emptied: true }),
};

/** What the command comes to; undefined when it is another one. */
export function nodeCommand(run: string): EngineInput | undefined {
  const [command = '', node = ''] = run.trim().split(/\s+/);
  return INPUTS[command]?.(node);
}
