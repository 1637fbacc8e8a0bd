import { HeldToken } from './held-token.ts';

/** Of a school's invitation. */
export const joinToken = new HeldToken();
