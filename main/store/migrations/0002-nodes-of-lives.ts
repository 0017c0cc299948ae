/** Where a Pod ran: so that it has the same place on its node's board after a restart. */
export const nodesOfLives = `
  ALTER TABLE lives ADD COLUMN node TEXT;
`;
