// Models the cordon and uncordon commands of staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go (v1.35).
import type { Command, FlagSpec } from '../command.ts';
import { cordon, nodesOf } from '../drain/nodes.ts';
import { selectorFlag } from '../flags/selection-flags.ts';
import { dryRunFlag } from '../writing/write-flags.ts';

const flags: readonly FlagSpec[] = [selectorFlag, dryRunFlag];

export const cordonCommand: Command = {
  name: 'cordon',
  short: 'Mark node as unschedulable',
  usage: 'cordon NODE',
  flags,
  run: async (context) => {
    await cordon(context, await nodesOf(context), true);
    return 0;
  },
};

export const uncordonCommand: Command = {
  name: 'uncordon',
  short: 'Mark node as schedulable',
  usage: 'uncordon NODE',
  flags,
  run: async (context) => {
    await cordon(context, await nodesOf(context), false);
    return 0;
  },
};
