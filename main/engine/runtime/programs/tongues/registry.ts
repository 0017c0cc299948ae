import { redis } from './redis.ts';
import { sql } from './sql.ts';
import type { Tongue } from './tongue.ts';

/** Languages by the names that the catalogue calls them by. */
export const tongues = { redis, mysql: sql('MYSQL'), postgres: sql('POSTGRES') } satisfies Record<string, Tongue>;

export type TongueName = keyof typeof tongues;
