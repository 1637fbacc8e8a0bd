// Runs before the first paint, so that theme, type size and language never flash. A file, because the
// content security policy takes no inline script.
(function () {
	var root = document.documentElement;
	var stored = function (key) {
		try {
			return localStorage.getItem(key);
		} catch {
			return null;
		}
	};
	var dark = matchMedia('(prefers-color-scheme: dark)');
	var paint = function () {
		var theme = dark.matches ? 'dark' : 'light';
		root.dataset.theme = theme;
		var meta = document.querySelector('meta[name="theme-color"]');
		if (meta) meta.setAttribute('content', theme === 'dark' ? '#0f1413' : '#f4f6f6');
	};
	paint();
	dark.addEventListener('change', paint);
	// The browser may offer the home screen before any module has run: kept for lib/boot, which asks at a better moment.
	addEventListener('beforeinstallprompt', function (event) {
		event.preventDefault();
		window.campuscoverInstall = event;
	});
	// Done by the browser's own menu: nothing is left to offer.
	addEventListener('appinstalled', function () {
		try {
			localStorage.setItem('campuscover.install-put-off', 'yes');
		} catch {
			// Storage closed by the browser: the offer may come once more.
		}
	});
	if (stored('campuscover.size') === 'large') root.dataset.size = 'large';
	if (stored('PARAGLIDE_LOCALE') === 'en') {
		root.lang = 'en';
		document.title = 'CampusCover';
	}
})();

// The one question that the first screen waits for, asked while the app's code is still on its way: on a slow line
// that is a whole round trip. transport/moment-wire.ts takes the answer, and asks again where there is none.
window.campuscoverMoment = fetch('/api/trpc/status.moment', {
	cache: 'no-store',
	redirect: 'manual',
	signal: AbortSignal.timeout && AbortSignal.timeout(15000),
});
window.campuscoverMoment.catch(function () {});
