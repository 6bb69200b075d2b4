"use strict";
// Copy, print and share: buttons that would do nothing without this script are hidden until it runs.
const gestes = {
  imprimer: () => window.print(),
  partager: (bouton) =>
    navigator.share({ title: bouton.dataset.titre, url: bouton.dataset.adresse }).catch(() => {}),
  copier: async (bouton) => {
    await navigator.clipboard.writeText(document.getElementById(bouton.dataset.de).textContent.trim());
    bouton.textContent = bouton.dataset.fait;
  },
};
const permis = {
  imprimer: true,
  partager: Boolean(navigator.share),
  copier: Boolean(navigator.clipboard),
};
for (const bouton of document.querySelectorAll("[data-geste]")) {
  const geste = bouton.dataset.geste;
  if (permis[geste]) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => gestes[geste](bouton));
  }
}
