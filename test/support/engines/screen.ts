/**
 * What the flows need of a browser: a small part of Playwright's `Page`, in its words, so that the same flow runs in
 * Chromium through Playwright itself and in the other engines through `RemoteScreen`.
 */
export type Name = string | RegExp;
type Role = 'alertdialog' | 'button' | 'dialog' | 'heading' | 'link' | 'radio';

export interface RoleOptions {
	name?: Name;
	exact?: boolean;
	level?: number;
}

export interface Scope {
	getByRole(role: Role, options?: RoleOptions): Found;
	getByLabel(label: Name, options?: { exact?: boolean }): Found;
	getByText(text: Name, options?: { exact?: boolean }): Found;
	/** By CSS. */
	locator(selector: string): Found;
}

/** An element that may not be there yet. Every deed waits for it, at most 30 s. */
export interface Found extends Scope {
	first(): Found;
	last(): Found;
	waitFor(): Promise<void>;
	click(): Promise<void>;
	check(): Promise<void>;
	fill(text: string): Promise<void>;
	inputValue(): Promise<string>;
	scrollIntoViewIfNeeded(): Promise<void>;
	/** In CSS pixels of the window. */
	boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null>;
}

export interface Screen extends Scope {
	goto(url: string): Promise<unknown>;
	evaluate<Result>(inPage: () => Result | Promise<Result>): Promise<Result>;
	mouse: {
		move(x: number, y: number): Promise<void>;
		down(): Promise<void>;
		up(): Promise<void>;
	};
}

/** A browser of one engine, in the size of a phone, with a profile of its own on disk. */
export interface EnginePhone {
	screen: Screen;
	/** Writes what the screen shows as a PNG. */
	picture(path: string): Promise<void>;
	/** Ends the browser and opens it again on the same profile. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

export const phoneSize = { width: 390, height: 844 };
