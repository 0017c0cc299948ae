// Models the flags of staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.35) that commands which write have in common.
import type { WriteParameters } from '../../../../preload/contract/inputs.ts';
import type { CommandContext, Flags, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import type { DryRun } from '../printers/results.ts';
import { klogWarning } from './klog.ts';

export const dryRunFlag: FlagSpec = {
  name: 'dry-run',
  type: 'optional',
  noValue: 'unchanged',
  default: 'none',
};

export const validateFlag: FlagSpec = {
  name: 'validate',
  type: 'optional',
  noValue: 'strict',
  default: 'strict',
};

export const saveConfigFlag: FlagSpec = {
  name: 'save-config',
  type: 'boolean',
};

export const fieldManagerFlag = (manager: string): FlagSpec => ({
  name: 'field-manager',
  type: 'string',
  default: manager,
});

const truths = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const falsehoods = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** What `--dry-run` says. Throws PlainError for a value that does not exist. */
export function dryRunOf(flags: Flags): DryRun {
  const text = flags.text('dry-run');
  if (text === 'unchanged' || truths.includes(text)) return 'client';
  if (falsehoods.includes(text)) return 'none';
  if (text === 'client' || text === 'server' || text === 'none') return text;
  throw new PlainError(`Invalid dry-run value (${text}). Must be "none", "server", or "client".`);
}

/** The same when a command begins, with the warning for forms that are on their way out. */
export function announcedDryRun(context: CommandContext): DryRun {
  const text = context.flags.text('dry-run');
  const dryRun = dryRunOf(context.flags);
  if (text === 'unchanged') {
    klogWarning(context, 'helpers.go:719', '--dry-run is deprecated and can be replaced with --dry-run=client.');
  } else if (truths.includes(text) || falsehoods.includes(text)) {
    const [line, instead] = dryRun === 'client' ? [733, 'client'] : [736, 'none'];
    const message = `--dry-run=${text} is deprecated (boolean value) and can be replaced with --dry-run=${instead}.`;
    klogWarning(context, `helpers.go:${line}`, message);
  }
  return dryRun;
}

type Validation = 'Strict' | 'Warn' | 'Ignore';

/** What `--validate` says. Throws PlainError for a value that does not exist. */
export function validationOf(flags: Flags): Validation {
  const text = flags.text('validate');
  if (text === 'strict' || truths.includes(text)) return 'Strict';
  if (text === 'ignore' || falsehoods.includes(text)) return 'Ignore';
  if (text === 'warn') return 'Warn';
  throw new PlainError(
    `invalid - validate option ${JSON.stringify(text)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}

/** What goes with every request of a command that has these flags. */
export function writeParameters(flags: Flags): WriteParameters {
  return {
    ...(dryRunOf(flags) === 'server' && { dryRun: true }),
    ...(flags.has('validate') && { fieldValidation: validationOf(flags) }),
    ...(flags.has('field-manager') && { fieldManager: flags.text('field-manager') }),
  };
}
