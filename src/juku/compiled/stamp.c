/* Which C files the kernels beside this one were built from; `juku.compiled` asks. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static int stamped(PyObject *module)
{
    return PyModule_AddStringConstant(module, "STAMP", STAMP);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, stamped}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "juku.compiled.stamp", .m_slots = slots};

PyMODINIT_FUNC PyInit_stamp(void)
{
    return PyModuleDef_Init(&definition);
}
