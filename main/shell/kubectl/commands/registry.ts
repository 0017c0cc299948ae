// All commands of kubectl, in the order of the help text. A new command is a file beside this one and a line in it.
import type { Command } from '../command.ts';
import { alphaCommand } from './alpha.ts';
import { annotateCommand } from './annotate.ts';
import { apiResourcesCommand, apiVersionsCommand } from './api-resources.ts';
import { applyCommand } from './apply.ts';
import { authCommand } from './auth.ts';
import { autoscaleCommand } from './autoscale.ts';
import { certificateCommand } from './certificate.ts';
import { clusterInfoCommand } from './cluster-info.ts';
import { completionCommand } from './completion.ts';
import { configCommand } from './config.ts';
import { cordonCommand, uncordonCommand } from './cordon.ts';
import { createCommand } from './create.ts';
import { debugCommand } from './debug.ts';
import { deleteCommand } from './delete.ts';
import { cpCommand } from './cp.ts';
import { describeCommand } from './describe.ts';
import { drainCommand } from './drain.ts';
import { diffCommand } from './diff.ts';
import { editCommand } from './edit.ts';
import { eventsCommand } from './events.ts';
import { attachCommand } from './attach.ts';
import { execCommand } from './exec.ts';
import { explainCommand } from './explain.ts';
import { exposeCommand } from './expose.ts';
import { getCommand } from './get.ts';
import { kustomizeCommand } from './kustomize.ts';
import { labelCommand } from './label.ts';
import { logsCommand } from './logs.ts';
import { optionsCommand, pluginCommand } from './options.ts';
import { patchCommand } from './patch.ts';
import { portForwardCommand } from './port-forward.ts';
import { replaceCommand } from './replace.ts';
import { rolloutCommand } from './rollout.ts';
import { runCommand } from './run.ts';
import { scaleCommand } from './scale.ts';
import { setCommand } from './set.ts';
import { taintCommand } from './taint.ts';
import { topCommand } from './top.ts';
import { proxyCommand } from './unsimulated.ts';
import { versionCommand } from './version.ts';
import { waitCommand } from './wait.ts';

export const commands: readonly Command[] = [
  createCommand,
  exposeCommand,
  runCommand,
  setCommand,
  explainCommand,
  getCommand,
  editCommand,
  deleteCommand,
  rolloutCommand,
  scaleCommand,
  autoscaleCommand,
  certificateCommand,
  clusterInfoCommand,
  topCommand,
  cordonCommand,
  uncordonCommand,
  drainCommand,
  taintCommand,
  describeCommand,
  logsCommand,
  attachCommand,
  execCommand,
  portForwardCommand,
  proxyCommand,
  cpCommand,
  authCommand,
  debugCommand,
  eventsCommand,
  diffCommand,
  applyCommand,
  patchCommand,
  replaceCommand,
  waitCommand,
  kustomizeCommand,
  labelCommand,
  annotateCommand,
  alphaCommand,
  completionCommand,
  apiResourcesCommand,
  apiVersionsCommand,
  configCommand,
  pluginCommand,
  versionCommand,
  optionsCommand,
];
