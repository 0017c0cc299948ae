// SQL servers: they answer that they are there, and no questions.
import type { Tongue } from './tongue.ts';

/** One that understands its own clients, which announce themselves by `method`. */
export function sql(method: string): Tongue {
  return (request, kept) => (request.method === method ? { reply: 'ok', kept } : undefined);
}
