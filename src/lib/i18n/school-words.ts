import { m } from './paraglide/messages.js';

/** A school's name as screens show it: one that no document names says that it is for trying the product. */
export function schoolWords({ name, demo }: { name: string; demo: boolean }): string {
	return demo ? m.common_demo_school({ name }) : name;
}
