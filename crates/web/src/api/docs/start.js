// Shows the document. Under a sub-path its addresses begin with that path, which only this page knows.
const base = location.pathname.replace(/\/api\/docs$/, "");
fetch("openapi.json")
  .then((answer) => answer.json())
  .then((spec) => {
    spec.servers = [{ url: base === "" ? "/" : base }];
    SwaggerUIBundle({ spec, dom_id: "#document", deepLinking: true, docExpansion: "list", validatorUrl: null });
  });
