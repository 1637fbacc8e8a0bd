/** How long the number of a person's request may be, and the words about it. */
export const maxRequestReference = 40;
export const maxRequestWords = 200;
