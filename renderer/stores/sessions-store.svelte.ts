import type { SessionInfo } from '../../preload/contract/calls.ts';
import type { Caller } from './caller.ts';

/** The saved sessions. Every change asks for the list again: the folder is the truth. */
export class SessionsStore {
  list = $state.raw<readonly SessionInfo[] | undefined>(undefined);
  private readonly caller: Caller;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  async refresh(): Promise<void> {
    this.list = (await this.caller.call('sessions:list', {})) ?? this.list;
  }

  async create(name: string): Promise<boolean> {
    const made = await this.caller.call('sessions:create', { name });
    return made === undefined ? false : this.open(made.path);
  }

  async open(path: string): Promise<boolean> {
    const answer = await this.caller.call('sessions:open', { path });
    await this.refresh();
    return answer !== undefined;
  }

  async openOther(): Promise<boolean> {
    const answer = await this.caller.call('sessions:open-other', {});
    await this.refresh();
    return answer?.opened ?? false;
  }

  async rename(path: string, name: string): Promise<boolean> {
    const answer = await this.caller.call('sessions:rename', { path, name });
    await this.refresh();
    return answer !== undefined;
  }

  async remove(path: string): Promise<void> {
    await this.caller.call('sessions:delete', { path });
    await this.refresh();
  }
}
