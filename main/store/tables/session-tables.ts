import type Database from 'better-sqlite3';
import { InputTable } from './input-table.ts';
import { KeyframeTable } from './keyframe-table.ts';
import { LayoutTable } from './layout-table.ts';
import { LifeTable } from './life-table.ts';
import { MetaTable } from './meta-table.ts';
import { RecordTable } from './record-table.ts';

/** All tables of a session file. */
export class SessionTables {
  readonly meta: MetaTable;
  readonly inputs: InputTable;
  readonly records: RecordTable;
  readonly keyframes: KeyframeTable;
  readonly lives: LifeTable;
  readonly layout: LayoutTable;

  constructor(database: Database) {
    this.meta = new MetaTable(database);
    this.inputs = new InputTable(database);
    this.records = new RecordTable(database);
    this.keyframes = new KeyframeTable(database);
    this.lives = new LifeTable(database);
    this.layout = new LayoutTable(database);
  }
}
