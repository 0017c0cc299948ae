import type { EngineInput } from '../../preload/contract/inputs.ts';
import { type Outcome, succeed } from '../../preload/contract/problems.ts';
import { refusal } from './refusals.ts';
import type { SessionHost } from './session-host.ts';

/** Carries out an input; what the cluster refuses is a problem. */
export async function carryOut(host: SessionHost, input: EngineInput): Promise<Outcome<null>> {
  const done = await host.submit(input);
  if (!done.ok) return done;
  return done.value.ok ? succeed(null) : refusal(done.value.status);
}
