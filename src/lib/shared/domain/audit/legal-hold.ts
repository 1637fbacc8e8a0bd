/** How long the words about a legal hold may be: a case number, an order; no names. */
export const maxHoldWords = 200;
