#define PY_SSIZE_T_CLEAN
#include <Python.h>

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "sample_extension", NULL, -1, NULL};

PyMODINIT_FUNC PyInit_sample_extension(void) { return PyModule_Create(&module); }
