/* The theme keeps the first palette that it took from the reader's system, and so would
 * not follow the system from day to night. Here only a choice of the reader's is kept. */
(function () {
	var CHOSEN = "ingot.palette-is-chosen";

	document.querySelectorAll("[data-md-component=palette] label").forEach(function (label) {
		label.addEventListener("click", function () {
			localStorage.setItem(CHOSEN, "yes");
		});
	});
	addEventListener("pagehide", function () {
		if (!localStorage.getItem(CHOSEN))
			localStorage.removeItem(__md_scope.pathname + ".__palette");
	});
})();
