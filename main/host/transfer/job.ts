// What a process that reads dumps is asked, and what it says. It is one of its own, so that no window and no cluster waits
// while a large file is read.
import * as v from 'valibot';
import type { Problem } from '../../../preload/contract/problems.ts';
import type { ImportChoices, ImportPreview, TransferProgress } from '../../../preload/contract/transfer.ts';

export interface TransferJob {
  readonly paths: readonly string[];
  readonly choices: ImportChoices;
  /** The session to make; without it nothing is made. */
  readonly session?: { readonly path: string; readonly name: string } | undefined;
}

export type TransferReport =
  | { readonly type: 'progress'; readonly progress: TransferProgress }
  | { readonly type: 'done'; readonly preview: ImportPreview }
  | { readonly type: 'failed'; readonly problem: Problem };

const schema: v.GenericSchema<unknown, TransferJob> = v.object({
  paths: v.array(v.string()),
  choices: v.object({
    status: v.picklist(['simulate', 'keep']),
    secrets: v.boolean(),
    anonymise: v.boolean(),
  }),
  session: v.optional(v.object({ path: v.string(), name: v.string() })),
});

/** A job as it comes as the argument of a process; undefined when it is none. */
export function readJob(argument: string): TransferJob | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(argument));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // not JSON
  }
}
