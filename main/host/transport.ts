// How the host talks: to whoever started it, and to windows. In Electron's utility process that is a parent port, and a
// transferred port for each window; as a child of plain Node it is the channel of `fork`, over which the window's
// messages travel wrapped. The rest of the host sees no difference.
import * as v from 'valibot';
import type { HostOrder, HostReport } from './control.ts';

/** A line to one window. */
export interface WindowPort {
  send(message: unknown): void;
  /** Messages from the window, from the call on. */
  listen(onMessage: (message: unknown) => void, onClose: () => void): void;
}

export type ExportOrder = Extract<HostOrder, { type: 'export' }>;

export interface ParentLine {
  report(report: HostReport): void;
  /** `onGone` is called when whoever started the host is no more. */
  listen(listener: {
    readonly onConnect: (port: WindowPort) => void;
    readonly onExport: (order: ExportOrder) => void;
    readonly onClose: () => void;
    readonly onGone: () => void;
  }): void;
}

/** What Electron gives a utility process; described here because only main/electron knows Electron. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}
interface ElectronParent {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void,
  ): unknown;
}

/** The line to whoever started this process; undefined when nobody listens. */
export function parentLine(): ParentLine | undefined {
  const parent = (process as { readonly parentPort?: ElectronParent | null }).parentPort;
  if (parent) return electronLine(parent);
  return process.send === undefined ? undefined : forkLine();
}

function electronLine(parent: ElectronParent): ParentLine {
  return {
    report(report) {
      parent.postMessage(report);
    },
    listen({ onConnect, onExport, onClose }) {
      parent.on('message', ({ data, ports }) => {
        const order = orderOf(data);
        const [port] = ports;
        if (order?.type === 'close') onClose();
        else if (order?.type === 'export') onExport(order);
        else if (order?.type === 'connect' && port) onConnect(electronWindow(port));
      });
    },
  };
}

function electronWindow(port: ElectronPort): WindowPort {
  return {
    send(message) {
      port.postMessage(message);
    },
    listen(onMessage, onClose) {
      port.on('message', ({ data }) => {
        onMessage(data);
      });
      port.on('close', onClose);
      port.start();
    },
  };
}

function forkLine(): ParentLine {
  const send = (report: HostReport) => {
    if (process.connected) process.send?.(report);
  };
  let toWindow: (message: unknown) => void = () => undefined;
  return {
    report: send,
    listen({ onConnect, onExport, onClose, onGone }) {
      process.on('disconnect', onGone);
      process.on('message', (data) => {
        const order = orderOf(data);
        if (order?.type === 'close') onClose();
        else if (order?.type === 'export') onExport(order);
        else if (order?.type === 'window') toWindow(order.message);
        else if (order?.type === 'connect') {
          onConnect({
            send: (message) => {
              send({ type: 'window', message });
            },
            listen: (onMessage) => {
              toWindow = onMessage;
            },
          });
        }
      });
    },
  };
}

const exportOrder: v.GenericSchema<unknown, ExportOrder> = v.object({
  type: v.literal('export'),
  id: v.number(),
  path: v.string(),
  choices: v.object({ as: v.picklist(['manifests', 'audit', 'events']), namespace: v.optional(v.string()) }),
});

/** An order, if the message is one. */
function orderOf(data: unknown): HostOrder | undefined {
  if (typeof data !== 'object' || data === null || !('type' in data)) return undefined;
  switch (data.type) {
    case 'connect':
    case 'close':
      return { type: data.type };
    case 'window':
      return { type: 'window', message: 'message' in data ? data.message : undefined };
    case 'export': {
      const parsed = v.safeParse(exportOrder, data);
      return parsed.success ? parsed.output : undefined;
    }
    default:
      return undefined;
  }
}
