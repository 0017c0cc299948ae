import type { ApiServerView, MergedKubeconfig } from '../../preload/contract/api-server.ts';
import type { Caller } from './caller.ts';

const off: ApiServerView = { url: undefined, kubeconfig: undefined };

/** The API server for kubectl and others: off until somebody asks for it, and with every other session. */
export class ServerStore {
  view = $state.raw<ApiServerView>(off);
  merged = $state.raw<MergedKubeconfig | undefined>(undefined);
  busy = $state(false);
  private readonly caller: Caller;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  /** Another host looks after the session now; it says whether its server runs. */
  async refresh(): Promise<void> {
    this.merged = undefined;
    this.view = (await this.caller.call('server:get', {})) ?? off;
  }

  async toggle(): Promise<void> {
    this.busy = true;
    this.merged = undefined;
    const call = this.view.url === undefined ? 'server:start' : 'server:stop';
    this.view = (await this.caller.call(call, {})) ?? this.view;
    if (this.view.url !== undefined) await this.writeKubeconfig();
    this.busy = false;
  }

  async merge(): Promise<void> {
    this.merged = await this.caller.call('server:merge-kubeconfig', {});
  }

  async copy(text: string): Promise<boolean> {
    return (await this.caller.call('clipboard:write', { text })) !== undefined;
  }

  private async writeKubeconfig(): Promise<void> {
    this.view = (await this.caller.call('server:write-kubeconfig', {})) ?? this.view;
  }
}
