import { createContext } from 'svelte';
import type { OrderPages } from '#lib/app/office/order-pages.svelte.ts';

/** One list for all orders that are opened from it, so that it stays where it was. */
export const [getOrders, setOrders] = createContext<OrderPages>();
