/* A little help where there is JavaScript; every page works without it. */
(function () {
  "use strict";

  // Choosing from a list filters at once; typing waits for the button or Enter.
  document.querySelectorAll("form.filter select").forEach(function (select) {
    select.addEventListener("change", function () {
      if (select.form.dataset.mouse) {
        select.form.submit();
      }
    });
    // Only for the mouse: with the keyboard each arrow key would already be a choice.
    select.addEventListener("mousedown", function () {
      select.form.dataset.mouse = "1";
    });
    select.addEventListener("keydown", function () {
      delete select.form.dataset.mouse;
    });
  });

  // Empty fields stay out of the address.
  document.querySelectorAll("form.filter").forEach(function (form) {
    form.addEventListener("submit", function () {
      form.querySelectorAll("input, select").forEach(function (field) {
        if (field.value === "") {
          field.disabled = true;
        }
      });
    });
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });
})();
