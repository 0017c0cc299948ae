// Answers `hostCalls`: what comes in is parsed by the contract's schema, and a call that is not in the contract is
// refused. The handlers stand in calls/, by area.
import * as v from 'valibot';
import { type HostCallName, hostCalls } from '../../preload/contract/calls.ts';
import { type Outcome, fail } from '../../preload/contract/problems.ts';
import { ServerSwitch } from './api/server-switch.ts';
import { clockCalls } from './calls/clock-calls.ts';
import type { CallContext, Handlers } from './calls/handlers.ts';
import { clusterCalls } from './calls/cluster-calls.ts';
import { inspectCalls } from './calls/inspect-calls.ts';
import { layoutCalls } from './calls/layout-calls.ts';
import { scenarioCalls } from './calls/scenario-calls.ts';
import { serverCalls } from './calls/server-calls.ts';
import { terminalCalls } from './calls/terminal-calls.ts';
import { viewCalls } from './calls/view-calls.ts';
import type { SessionHostOptions } from './session-host.ts';
import { Terminals } from './terminal/terminals.ts';

const handlers: Handlers<HostCallName> = {
  ...viewCalls,
  ...clusterCalls,
  ...inspectCalls,
  ...clockCalls,
  ...layoutCalls,
  ...scenarioCalls,
  ...terminalCalls,
  ...serverCalls,
};

/** What answers the calls of the windows of one host. */
export function callAnswerer(): SessionHostOptions['answer'] {
  let terminals: Terminals | undefined;
  let server: ServerSwitch | undefined;
  return (asked, name, payload) => {
    terminals ??= new Terminals(asked.host);
    server ??= new ServerSwitch(asked.host);
    return answerCall({ ...asked, terminals, server }, name, payload);
  };
}

async function answerCall(context: CallContext, name: string, payload: unknown): Promise<Outcome<unknown>> {
  if (!isHostCall(name)) return fail('call-invalid', `there is no call "${name}".`, { params: { call: name } });
  return answer(context, name, payload);
}

async function answer(context: CallContext, name: HostCallName, payload: unknown): Promise<Outcome<unknown>> {
  const parsed = v.safeParse(hostCalls[name].takes, payload);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const params = { call: name };
    return fail('call-invalid', `${name}: ${issue.message}`, { where: v.getDotPath(issue) ?? '', params });
  }
  // The schema just parsed by is this call's own.
  const handle = handlers[name] as (
    context: CallContext,
    payload: unknown,
  ) => ReturnType<(typeof handlers)[HostCallName]>;
  return handle(context, parsed.output);
}

function isHostCall(name: string): name is HostCallName {
  return Object.hasOwn(hostCalls, name);
}
