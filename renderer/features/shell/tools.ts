// The window's tools, wherever they are offered: on the rail and in the palette.
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Clapperboard from '@lucide/svelte/icons/clapperboard';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import FileOutput from '@lucide/svelte/icons/file-output';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Layers from '@lucide/svelte/icons/layers';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import ListTree from '@lucide/svelte/icons/list-tree';
import Search from '@lucide/svelte/icons/search';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import type { MessageKey } from '../../i18n/translate.ts';
import type { Stores } from '../../stores/stores.ts';
import { askToResetLayout } from './actions.ts';

export interface Tool {
  readonly key: Extract<MessageKey, `rail.${string}`>;
  readonly icon: Component<{ size?: number }>;
  readonly run: () => void;
}

export interface Tools {
  readonly upper: readonly Tool[];
  readonly lower: readonly Tool[];
}

/** @param openManifest lets a person choose a file */
export function toolsOf(stores: Stores, openManifest: () => void): Tools {
  const { dialogs, terminals } = stores;
  return {
    upper: [
      { key: 'rail.outline', icon: ListTree, run: () => (dialogs.outlineOpen = !dialogs.outlineOpen) },
      { key: 'rail.open', icon: FolderOpen, run: openManifest },
      { key: 'rail.paste', icon: ClipboardPaste, run: () => dialogs.show('manifest') },
      { key: 'rail.terminal', icon: SquareTerminal, run: () => terminals.toggle() },
      { key: 'rail.scenarios', icon: Clapperboard, run: () => dialogs.show('scenarios') },
      { key: 'rail.load', icon: Users, run: () => dialogs.show('load') },
      { key: 'rail.sessions', icon: Layers, run: () => dialogs.show('sessions') },
      { key: 'rail.import', icon: ArchiveRestore, run: () => dialogs.show('import') },
      { key: 'rail.export', icon: FileOutput, run: () => dialogs.show('export') },
    ],
    lower: [
      { key: 'rail.search', icon: Search, run: () => dialogs.show('palette') },
      { key: 'rail.reset-layout', icon: LayoutGrid, run: () => askToResetLayout(stores) },
      { key: 'rail.help', icon: Keyboard, run: () => dialogs.show('help') },
    ],
  };
}
