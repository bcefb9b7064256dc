import { mount } from "leadwake";

fetch("settings.json")
  .then((answer) => answer.json())
  .then((options) => {
    window.viewer = mount(document.querySelector("#app"), options);
  });
